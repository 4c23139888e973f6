"""From a dropped file to a release of the library."""
