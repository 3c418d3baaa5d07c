"""French dates and numbers, as look.md writes them: « 22 nov. 2026 », « lundi 23 novembre, 9 h 15 »."""

SHORT_DATETIME_FORMAT = "j N Y, G \\h i"
DATE_FORMAT = "j F Y"
TIME_FORMAT = "G \\h i"
DATETIME_FORMAT = "l j F, G \\h i"
SHORT_DATE_FORMAT = "j N Y"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3
