"""The people of the demonstration that every reader of the documentation knows by address."""

from typing import Final, NamedTuple

ADDRESS: Final = "@demo.example"
PASSWORD: Final = "tilleul-rame-bruine-47"  # noqa: S105 (public on purpose: a production start refuses these people)


class Known(NamedTuple):
    """what: one line on the sign-in page."""

    email: str
    what: str


CAST = {
    "Support": (
        Known("agent@demo.example", "Dépose des demandes et confirme leur clôture"),
        Known(
            "administrateur@demo.example", "Réaffecte les demandes, invite et bloque les comptes de son établissement"
        ),
        Known("referent@demo.example", "Référent technique du même établissement"),
        Known("autre-etablissement@demo.example", "Agent d’un autre établissement : ne voit que le sien"),
        Known("technicien@demo.example", "Prend en charge, répond, propose la clôture"),
        Known("responsable-support@demo.example", "Gère les établissements, les contrats, l’équipe et la maison"),
    ),
    "Plate-forme": (
        Known("polyvalente@demo.example", "Travaille dans deux maisons : passe de l’une à l’autre"),
        Known("admin@demo.example", "Administre l’installation ; ne voit aucun dossier"),
    ),
}
