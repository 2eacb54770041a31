
from __future__ import annotations
import __future__, keyword
print(__future__.all_feature_names, __future__.division, __future__.annotations, annotations is __future__.annotations)
print(__future__.division.getMandatoryRelease(), __future__.annotations.getMandatoryRelease(), __future__.generators.getOptionalRelease(), __future__.with_statement.compiler_flag)
print(keyword.kwlist, keyword.softkwlist, keyword.iskeyword("if"), keyword.iskeyword("x"), keyword.issoftkeyword("type"))
def f(x: undefined): pass
print(f.__annotations__)
