"""`python -m entregent COMMAND`: the one door of the command line."""

from entregent.site.command import main

if __name__ == "__main__":
    main()
