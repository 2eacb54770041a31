class C:
    def append_item(self): pass
C().append_itm()
