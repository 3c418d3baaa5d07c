"""« CRM »: clients, partners and contacts of an organisation that helps people find their way to work."""
