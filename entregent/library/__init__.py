"""What a house publishes for its customers to download: resources, and their versions with one file each."""
