open("/tmp/aster_test_f.txt", "w").close()
import sys, time
print(sys.version_info, sys.version_info.major, sys.version_info >= (3,8), sys.version_info[:2])
print(sys.float_info); print(sys.int_info); print(sys.flags.optimize, sys.stdout, sys.stderr, sys.stdin)
print(time.gmtime(0), time.strftime("%Y-%m-%d", time.gmtime(0)), time.gmtime(0).tm_year)
sys.stdout.write("hi\n"); sys.stderr.write("err\n")
print("x", file=sys.stderr)
import gc
print(gc.collect() >= 0, gc.isenabled())
class C:
    def __del__(self): 1/0
C()
async def f(): pass
f()
try: open("/nonexistent")
except FileNotFoundError as e: print(e, e.errno, e.filename)
try: open("/dev/null").write("x")
except Exception as e: print(type(e), e)
for m in ["q","rw","","rtb", "r+b", "ab"]:
    try: print(open("/tmp/aster_test_f.txt", m))
    except Exception as e: print(type(e), e)
f=open("/tmp/aster_test_f.txt"); f.close()
try: f.read()
except Exception as e: print(type(e), e)
print(f.closed, f.name, f.mode)
try: time.sleep(-1)
except ValueError as e: print(e)
time.sleep(0.01)
with open("/tmp/aster_test_f.bin","wb") as f: print(f.write(b"abc\ndef"), f.tell())
with open("/tmp/aster_test_f.bin","rb") as f: print(f.read(2), f.tell(), f.readline(), list(f), f.seek(1), f.read())
with open("/tmp/aster_test_f.bin","r+") as f: f.seek(4); f.write("XY"); f.seek(0); print(f.read())
with open("/tmp/aster_test_f.bin","a") as f: f.write("end"); print(f.tell())
print(open("/tmp/aster_test_f.bin").read())
