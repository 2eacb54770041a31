# not CPython: there a type parameter's scope sees the names of the class body around it
class Outer:
    Item = int
    def first[T](self, x: Item) -> T: ...
