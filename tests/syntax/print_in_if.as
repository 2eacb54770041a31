if x:
    print "a"
