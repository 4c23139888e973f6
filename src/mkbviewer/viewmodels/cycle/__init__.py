"""The MKBarometer and the cycle clock."""
