"""The record page: panels, edit in place, history, favourites, last viewed, quick create, search over everything."""
