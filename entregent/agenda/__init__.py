"""When a house is open: its week, public holidays by region, exceptional days, and time counted in them."""
