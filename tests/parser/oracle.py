#!/usr/bin/env python3.12
"""Compares the parser with CPython 3.12 (for development; `make test` does not need it).

oracle.py DUMP trees FILE_OR_DIR...   accept/reject and the whole tree with positions
oracle.py DUMP errors FILE.txt...     wrong programs, separated by lines of `----`
oracle.py DUMP pairs DIR              checks DIR/*.as against parse_dump and DIR/*.expected
oracle.py DUMP write DIR              writes DIR/*.expected by running CPython
DUMP is the parse_dump program."""
import ast, os, re, subprocess, sys, warnings
warnings.simplefilter('ignore')
sys.setrecursionlimit(100000)
sys.set_int_max_str_digits(0)

def pos(n):
    return f' {n.lineno}:{n.col_offset}-{n.end_lineno}:{n.end_col_offset}'

def esc(data):
    return '"' + ''.join(chr(c) if 0x20 <= c < 0x7f and c not in b'"\\' else '\\%02x' % c for c in data) + '"'

def lst(l):
    return ' [' + ''.join(map(d, l)) + ']'

def name(s):
    return ' ' + ('-' if s is None else s)

def arguments(a):
    return (' (arguments' + lst(a.posonlyargs) + lst(a.args) + d(a.vararg) + lst(a.kwonlyargs)
            + lst(a.kw_defaults) + d(a.kwarg) + lst(a.defaults) + ')')

def number(v):
    return repr(v)

def constant(n):
    v, p = n.value, pos(n)
    if v is None or v is True or v is False:
        return f' ({v}{p})'
    if v is ...:
        return f' (Ellipsis{p})'
    if isinstance(v, str):
        u = ' u' if n.kind == 'u' else ''
        return f' (Str{p} {esc(v.encode("utf-8", "surrogatepass"))}{u})'
    if isinstance(v, bytes):
        return f' (Bytes{p} {esc(v)})'
    kind = {int: 'Int', float: 'Float', complex: 'Imaginary'}[type(v)]
    return f' ({kind}{p} "{number(v.imag if kind == "Imaginary" else v)}")'

FIELDS = {
    'Name': 'id', 'Tuple': 'elts', 'List': 'elts', 'Set': 'elts', 'Dict': 'keys values',
    'Call': 'func args keywords', 'Attribute': 'value attr', 'Subscript': 'value slice',
    'Slice': 'lower upper step', 'Starred': 'value', 'IfExp': 'test body orelse', 'Lambda': 'args body',
    'ListComp': 'elt generators', 'SetComp': 'elt generators', 'GeneratorExp': 'elt generators',
    'DictComp': 'key value generators', 'Await': 'value', 'Yield': 'value', 'YieldFrom': 'value',
    'NamedExpr': 'target value', 'JoinedStr': 'values', 'keyword': 'arg value',
    'Return': 'value', 'Delete': 'targets', 'Assign': 'targets value',
    'TypeAlias': 'name type_params value', 'For': 'target iter body orelse',
    'AsyncFor': 'target iter body orelse', 'If': 'test body orelse', 'While': 'test body orelse',
    'With': 'items body', 'AsyncWith': 'items body', 'Match': 'subject cases', 'Raise': 'exc cause',
    'Try': 'body handlers orelse finalbody', 'TryStar': 'body handlers orelse finalbody',
    'Assert': 'test msg', 'Import': 'names', 'ImportFrom': 'module names level', 'Global': 'names',
    'Nonlocal': 'names', 'Expr': 'value', 'Pass': '', 'Break': '', 'Continue': '',
    'ExceptHandler': 'type name body', 'withitem': 'context_expr optional_vars', 'alias': 'name asname',
    'match_case': 'pattern guard body', 'TypeVar': 'name bound', 'TypeVarTuple': 'name -',
    'ParamSpec': 'name -', 'arg': 'arg annotation',
    'FunctionDef': 'name args body decorator_list returns type_params',
    'AsyncFunctionDef': 'name args body decorator_list returns type_params',
    'ClassDef': 'name bases keywords body decorator_list type_params',
    'MatchValue': 'value', 'MatchSingleton': 'value', 'MatchSequence': 'patterns', 'MatchStar': 'name',
    'MatchMapping': 'keys patterns rest', 'MatchClass': 'cls patterns kwd_attrs kwd_patterns',
    'MatchAs': 'pattern name', 'MatchOr': 'patterns', 'Module': 'body', 'Expression': 'body', 'Interactive': 'body',
}
FIELDS = {k: v.split() for k, v in FIELDS.items()}

def d(n):
    if n is None:
        return ' -'
    t = type(n).__name__
    if t == 'str':
        return ' ' + n
    if t == 'Constant':
        return constant(n)
    if t == 'arguments':
        return arguments(n)
    p = pos(n) if hasattr(n, 'end_lineno') else ''
    if t == 'BinOp':
        return f' (BinOp{p}{d(n.left)} {type(n.op).__name__}{d(n.right)})'
    if t == 'AugAssign':
        return f' (AugAssign{p}{d(n.target)} {type(n.op).__name__}{d(n.value)})'
    if t == 'UnaryOp':
        return f' (UnaryOp{p} {type(n.op).__name__}{d(n.operand)})'
    if t == 'BoolOp':
        return f' (BoolOp{p} {type(n.op).__name__}{lst(n.values)})'
    if t == 'Compare':
        return f' (Compare{p}{d(n.left)}' + ''.join(' ' + type(o).__name__ for o in n.ops) + lst(n.comparators) + ')'
    if t == 'FormattedValue':
        c = '-' if n.conversion == -1 else chr(n.conversion)
        return f' (FormattedValue{p}{d(n.value)} {c}{d(n.format_spec)})'
    if t == 'AnnAssign':
        return f' (AnnAssign{p}{d(n.target)}{d(n.annotation)}{d(n.value)} {n.simple})'
    if t == 'comprehension':
        return f' (comprehension{d(n.target)}{d(n.iter)}{lst(n.ifs)}{" async" if n.is_async else ""})'
    if t == 'MatchSingleton':
        return f' (MatchSingleton{p} {n.value})'
    out = f' ({t}{p}'
    for f in FIELDS[t]:
        v = None if f == '-' else getattr(n, f)
        if isinstance(v, list):
            out += lst(v)
        elif isinstance(v, str):
            out += ' ' + v
        elif isinstance(v, int):
            out += f' {v}'
        else:
            out += d(v)
    return out + ')'

def normal(s):
    """Numbers as values."""
    s = re.sub(r'\((Int) (\S+) "([^"]*)"\)', lambda m: f'({m[1]} {m[2]} "{int(m[3], 0) if m[3].strip("0") else 0}")', s)
    return re.sub(r'\((Float|Imaginary) (\S+) "([^"]*)"\)', lambda m: f'({m[1]} {m[2]} "{float(m[3])!r}")', s)

def files(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for root, _, names in os.walk(path):
            for n in sorted(names):
                if n.endswith('.py'):
                    yield os.path.join(root, n)

def trees(dump, paths):
    bad = count = 0
    for path in files(paths):
        count += 1
        with open(path, 'rb') as f:
            source = f.read()
        try:
            want = d(ast.parse(source, path))
        except (SyntaxError, ValueError) as e:
            want = None
        got = subprocess.run([dump, '-d', path], capture_output=True).stdout.decode('utf-8', 'surrogateescape').rstrip('\n')
        if (want is None) != (not got.startswith(' (')):
            bad += 1
            print(path, 'rejected:' if want else 'accepted', got[:200] if want else '')
        elif want is not None and normal(want) != normal(got):
            bad += 1
            w, g = normal(want), normal(got)
            i = next((i for i, (a, b) in enumerate(zip(w, g)) if a != b), min(len(w), len(g)))
            print(path, 'differs\n  want', w[max(0, i - 80):i + 60], '\n  got ', g[max(0, i - 80):i + 60])
    print(f'{count} files, {bad} wrong')

def expected(source):
    try:
        compile(source, '<string>', 'exec', ast.PyCF_ONLY_AST)
    except SyntaxError as e:
        p = '' if e.lineno is None else f'{e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset} '
        return f'{p}{type(e).__name__}: {e.msg}'
    except (ValueError, RecursionError, MemoryError) as e:
        return repr(e)
    return 'ok'

def errors(dump, paths):
    bad = count = 0
    for path in paths:
        for source in open(path, encoding='utf-8').read().split('\n----\n'):
            count += 1
            want = expected(source)
            got = subprocess.run([dump, '-c', source], capture_output=True).stdout.decode().rstrip('\n')
            if want != got:
                bad += 1
                print(f'{source!r}\n  want {want}\n  got  {got}')
    print(f'{count} programs, {bad} wrong')

def write(_, dirs):
    for folder in dirs:
        for n in sorted(os.listdir(folder)):
            if n.endswith('.as'):
                r = subprocess.run([sys.executable, n], cwd=folder, capture_output=True)
                with open(os.path.join(folder, n[:-3] + '.expected'), 'wb') as f:
                    f.write(r.stderr.replace(os.path.abspath(folder).encode() + b'/', b''))

def pairs(dump, dirs):
    bad = count = 0
    for folder in dirs:
        for n in sorted(os.listdir(folder)):
            if not n.endswith('.as'):
                continue
            count += 1
            want = open(os.path.join(folder, n[:-3] + '.expected')).read().splitlines()
            got = subprocess.run([dump, n], cwd=folder, capture_output=True).stdout.decode().rstrip('\n')
            m = re.match(r'(?:(\d+):(\S+) )?(\w+: .*)', got)
            line = re.search(r'line (\d+)$', want[0]) if want else None
            if not want or not m or m[3] != want[-1] or (line and m[1] and m[1] != line[1]):
                bad += 1
                print(n, '\n  want', want[:1], want[-1:], '\n  got ', got[:200])
    print(f'{count} programs, {bad} wrong')

if __name__ == '__main__':
    {'trees': trees, 'errors': errors, 'pairs': pairs, 'write': write}[sys.argv[2]](sys.argv[1], sys.argv[3:])
