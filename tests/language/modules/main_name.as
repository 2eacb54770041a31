print(__name__)
if __name__ == "__main__": print("run as a script")
print(__file__.rsplit("/", 1)[-1])
import sys
print(sys.argv[1:], sys.version_info[:2], sys.modules["__main__"].__name__, sys.modules[__name__] is sys.modules["__main__"])
