# Classes derived from int, float and complex.
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
add=lambda a,b:a+b; sub=lambda a,b:a-b; mul=lambda a,b:a*b; truediv=lambda a,b:a/b; floordiv=lambda a,b:a//b; mod=lambda a,b:a%b
lshift=lambda a,b:a<<b; rshift=lambda a,b:a>>b; and_=lambda a,b:a&b; lt=lambda a,b:a<b; invert=lambda a:~a
class o: pass
o.add=add;o.sub=sub;o.mul=mul;o.truediv=truediv;o.floordiv=floordiv;o.mod=mod;o.lshift=lshift;o.rshift=rshift;o.and_=and_;o.lt=lt;o.invert=invert

class I(int): pass
class F(float): pass
class C(complex): pass
t(I)
t(I,5)
t(I,"12",8)
t(F,"2.5")
t(C,1,2)
t(type,I(5)+1)
t(type,F(5)+1)
t(repr,I(2**80))
t(lambda: I(3)==3)
t(hash,I(-1))
t(lambda:F(2)*I(3))
t(type,+I(3))
t(type,abs(I(-3)))
t(lambda:format(I(255),'x'))
t(lambda:'%d %5.2f'%(I(3),F(2)))
t(I.from_bytes,b'a')
t(lambda:type(I.from_bytes(b'a')))
t(lambda:type(F.fromhex('0x1p3')))
t(lambda:I(5).real)
t(lambda:I(5)<<2)
t(lambda:[1,2,3][I(1)])
i=I(7);i.x=3
t(lambda:(i,i.x,i.__dict__))
f=F(7);f.x=3
t(lambda:(f,f.x,f.__dict__))
big=I(10**50);big.a=[1]
t(lambda:(big,big.a))
