"""What there is on the page of an indicator beside its figures."""
