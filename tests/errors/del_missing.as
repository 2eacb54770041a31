del never_set
