"""Games as objects of other libraries, which are imported only when such an object is asked for."""
