"""The door: how somebody comes in and out, what they prove it by, and who lets them in."""
