# Pseudo-random operands through all operators and formats: as CPython, digit for digit.
s=12345
def rnd(n):
    global s
    s=(s*6364136223846793005+1442695040888963407)%(1<<64)
    return (s>>20)%n
def big():
    v=0
    for _ in range(rnd(6)): v=(v<<32)|rnd(1<<32)
    k=rnd(6)
    if k==0: v=(1<<rnd(200))-1+rnd(3)
    return -v if rnd(2) else v
def fl():
    k=rnd(5)
    if k==0: return rnd(1000)/8
    if k==1: return (rnd(1<<40)-(1<<39))/1000
    if k==2: return float(rnd(1<<60))*2.0**(rnd(600)-300)
    if k==3: return -rnd(100)/7
    return (rnd(2000)-1000)*10.0**(rnd(40)-20)
def op(f,*a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__+str(e)
fs=[lambda a,b:a+b,lambda a,b:a-b,lambda a,b:a*b,lambda a,b:a//b,lambda a,b:a%b,lambda a,b:divmod(a,b),lambda a,b:a/b,lambda a,b:a&b,lambda a,b:a|b,lambda a,b:a^b,lambda a,b:a<<(b%200),lambda a,b:a>>(b%200),lambda a,b:a<b,lambda a,b:a==b,lambda a,b:pow(a,abs(b),abs(a)+7),lambda a,b:a**(b%20), lambda a,b:hash(a),lambda a,b:float(a),lambda a,b:a<=float(b),lambda a,b:round(a,-(b%30)),lambda a,b:int(str(a))==a,lambda a,b:hex(a),lambda a,b:a.bit_length(),lambda a,b:int.from_bytes(a.to_bytes(60,'big',signed=True),'big',signed=True)==a,lambda a,b:format(a,',')+format(a,'_x'),lambda a,b:pow(a,-1,abs(b)+2),lambda a,b:a.bit_count()]
for i in range(250):
    a,b=big(),big()
    print(*[op(f,a,b) for f in fs])
ff=[lambda a,b:a+b,lambda a,b:a*b,lambda a,b:a/b,lambda a,b:a//b,lambda a,b:a%b,lambda a,b:divmod(a,b),lambda a,b:a**(b%5),lambda a,b:round(a,3),lambda a,b:round(a),lambda a,b:round(b,-2),lambda a,b:a.hex(),lambda a,b:float.fromhex(b.hex())==b,lambda a,b:a.as_integer_ratio(),lambda a,b:hash(a),lambda a,b:int(a),lambda a,b:complex(a,b)*complex(b,1),lambda a,b:complex(a,b)/complex(b,a),lambda a,b:float(repr(a))==a,lambda a,b:'%.3f %e %g'%(a,b,a),lambda a,b:a<int(b)]
for i in range(250):
    a,b=fl(),fl()
    print(*[op(f,a,b) for f in ff])
fills=['','*','é','0',' ','<','x']; aligns=['','<','>','^','=']; signs=['','+','-',' ']; 
for i in range(1500):
    sp=''
    al=aligns[rnd(5)]
    if al and rnd(2): sp+=fills[rnd(7)]
    sp+=al+signs[rnd(4)]+('z' if rnd(12)==0 else '')+('#' if rnd(4)==0 else '')+('0' if rnd(4)==0 else '')
    if rnd(2): sp+=str(rnd(25))
    sp+=['','','',',','_'][rnd(5)]
    if rnd(2): sp+='.'+str(rnd(12))
    sp+=['','b','c','d','e','E','f','F','g','G','n','o','x','X','%','s','q'][rnd(17)]
    k=rnd(6)
    v=[rnd(200),big(),fl(),-rnd(100000),complex(fl(),fl()),[float('nan'),float('-inf'),0.0,-0.0,True,False,float('inf')][rnd(7)]][k]
    try: r=format(v,sp)
    except Exception as e: r=type(e).__name__+' '+str(e)
    print(repr(sp),repr(v),repr(r))
