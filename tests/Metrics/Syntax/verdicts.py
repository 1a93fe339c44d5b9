"""Makes python-verdicts.json: what CPython's own parser says of texts (python3 verdicts.py > python-verdicts.json, CPython 3.11)."""
import ast
import json
import platform
import random
import warnings

warnings.simplefilter("ignore")

WRITTEN = r'''
pass;pass; ;;x = 1;x == 1;1 = x;x = y = 2;x + 1 = 2;f() = 1;None = 1;(a, b) = c;a, *b = c;[a, *b] = c;(a, f()) = c;*a, = b;x: int;x: int = 3;a, b: int;(a): int = 1;x += 1;a, b += 1;f() += 1;x.y[0] += 1
del a, b.c, d[0];del (a, b);del f();del *a;return;return 1, *a;raise;raise E from e;raise E, e;global a, b;global;nonlocal a;assert x, "m";assert;break;continue;import a.b as c, d;import;import a.;from . import a;from ...a.b import (c as d, e,)
from a import *;from a import (b;from a import b,;from import a;from .import a;yield;x = yield y;await x;x := 1;(x := 1);f(x := 1);f(a=1, b);f(**a, b);f(**a, *b);f(*a, b);f(a for a in b);f(a for a in b, c);f(c, a for a in b);f((a for a in b), c);f(a=b for b in c)
a if b else c;a if b;a if b else;lambda: 1;lambda x, *y, z=1, **k: x;lambda x=1, y: x;lambda *: 1;lambda (a): a;not a;a not in b;a is not b;a not b;a == not b;not not a;- + ~a;a ** -b;a ** not b;a < b < c;a <> b;a and or b;a or b and not c;await;a.b.c;a.1;a.
x[1];x[];x[:];x[1:2:3];x[::];x[1:2, 3];x[1:2:3:4];x[*a];x[a := 1];();(,);(1);(1,);(*a);(*a,);[];[,];[1,];[1,,2];[a for a in b];[*a for a in b];[a for a in b if c if d];[a for a, b in c];[a for f() in b];[a async for a in b];{};{1};{1: 2};{1: 2, **a};{**a, 1};{1, 2: 3};{1: 2, 3};{*a};{*a: 1};{a: b for a in c};{a for b in c};{**a for a in b}
"a" 'b';"a" b"b";b"a";b"é";"é";"a;'a\'';"""a""";"""a;r"\";rb"a";br'a';ub"a";f"{a}";F'a';"a\;a\;1_000;1__0;0x1f;0x;0b12;0o17;0o8;012;00;0_0;1e5;1e;1.;.5;1.5j;1_0.0_1e1_0;1if a else b;1a;0xfor x in y;5.real;5 .real;a $ b;a ? b;`a`;a ! b;a != b;... ;print "a";print(a, end="");exec "a"
(;);[);{};({[]});([)];a;  a;	a;é = 1;名 = 1;_ = 1;match = 1;case(1);type = 1;print(1)) ;if a: b;if a: b; c;if a: if b: c;while a: b;for a in b: c;for a, b in c: d;for *a, b in c: d;for f() in b: c;for a in *b, c: d;for a: b;with a: b;with a as b: c;with a as b, c as d: e;with (a as b, c): d;with (a, b): c;with (a) as b: c;with a as f(): b;with (a as b) as c: d
def f(): pass;def f(a, b=1, *c, d, e=2, **g): pass;def f(a=1, b): pass;def f(*, a): pass;def f(*): pass;def f(*, **a): pass;def f(a, /, b): pass;def f(/, a): pass;def f(a, *, /): pass;def f(a: int = 1, *b: str) -> int: pass;def f(**a, b): pass;def f(a,): pass;def f(**a,): pass;def f(a b): pass;def f: pass;def (a): pass;def f() pass;def f():;async def f(): await a;async a;class A: pass;class A(B, c=D): pass;class A(): pass;class: pass;class A(B: pass
'''

BLOCKS = r'''
if a:
    b
elif c:
    d
else:
    e
===
if a:
b
===
if a:
    b
  c
===
if a:
    b
	c
===
if a:
        b
	c
===
for a in b:
    c
else:
    d
===
while a:
    b
else:
    c
===
try:
    a
except B as c:
    d
except (E, F):
    g
except:
    h
else:
    i
finally:
    j
===
try:
    a
===
try:
    a
else:
    b
===
try:
    a
except* B:
    c
===
try:
    a
except B, c:
    d
===
@a.b(c)
@d
def f():
    """g"""
===
@a
b = 1
===
@a
class B:
    x: int = 1

    def f(self):
        return self.x
===
async def f():
    async for a in b:
        async with c as d:
            yield [e async for e in g]
===
def f(
    a,
    b=(1,
2),
):
    return (
a
)
===
def f():
    # only a comment
===
def f(): return 1
    return 2
===
a = 1 + \
    2
===
a = """b
c""" + 'd'
===
a = 'b
c'
===
if a: # comment
    b # comment

    # another
c
===
def f(a):

    return a


f(1)
===
 a
b
===
else:
    a
'''

PATTERNS = r'''
f"a"
_.a
_()
_ as x
x as _
1+2
1j+2j
-1-2j
*a
*a,
(*a)
[*a]
{**a}
{**_}
{"a":1,**b,}
{**b,"a":1}
{a:1}
{a.b:1}
{-1:x}
{1+2j:x}
A(x=1,y)
A(x=1,)
a.b(1,c=d)
a.b.c
a|b
(a|b) as c
a as b, c
a if b
a if b := c
(a)
()
[]
{}
b"x"
"a" b"b"
None|True
+1
1.0
a=1
not a
*_, a
**a
{"a" "b":1}
{f"a":1}
-a
1 if 2 else 3
- 1
--1
a as b as c
A(*a)
A(**a)
{None: a}
[a, *b, *c]
a,
,

(a, b, *rest)
case
match
{1: _, }
{,}
[,]
-None
"a"+"b"
0x1 + 1j
1 + -1j
a, if b
if b
a if b if c
*a, *b
[a, (b, *c), {'d': E(f, g=[h])}] as i
a.b | c.d | 'e'
(a as b, c)
[1, 2
A(
{1: a, 2: b, **c}
1e5j
_ | a
_
a.b()
a.b.c(d)()
()()
A(b=c, d)
A(b, c=d, e=f)
x := 1
lambda: 1
f(1)[2]
'a' 'b' | 'c'
True.a
{True: 1, 'a': None}
*case, match
(*a,)
(a,)
(a) | [b]
1 | 2 as a | b
'''

MATCHES = r'''
match a:
    case 1: pass
    case _:
        pass
===
match a, *b:
    case c: d
===
match *a:
    case c: d
===
match *a,:
    case c: d
===
match:
    case c: d
===
match (a := b):
    case c: d
===
match a: case b: c
===
match a:
    b
===
match a:
    case b: c
    d
===
match a:
    case b:
    c
===
match a:
    case b: c
else:
    d
===
match = 1
match(a)
match[a]: int
match: int = 2
case = match
_ = case
===
match x
===
match(a):
    case b: c
===
match -a:
    case b: c
===
match {1: 2}:
    case {1: b}: c
===
match not a:
    case b: c
===
match yield a:
    case b: c
===
def f(command):
    match command.split():
        case ["go", ("north" | "south") as way] if open(way):
            match way:
                case "north": return 1
        case Point(x=0, y=y) | {"y": y, **rest}:
            return y
        case [first, *others]:
            return others
        case -1 | 2.5 | None:
            return None
    match = 3
    return match
===
class A:
    def f(self):
        match self.x:
            case 1:
                pass
            case 2:
===
case a:
    pass
===
if a:
    match b:
        case c: d
'''

FUNCTIONS = r'''
# Compute the factorial of a number
def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result
===
def larger(a: int, b: int) -> int:
    """The larger of two numbers."""
    if a > b:
        return a
    return b
===
def count_vowels(text, vowels="aeiou"):
    return sum(1 for c in text.lower() if c in vowels)
===
def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
===
def merge(first, *others, **named):
    out = {**first, "n": len(others)}
    for other in others:
        out.update(other)
    return {key: value for key, value in out.items() if value is not None and key not in named}
===
class Stack:
    def __init__(self):
        self.items = []

    def pop(self):
        try:
            return self.items[-1]
        except IndexError as error:
            raise ValueError("empty") from error
        finally:
            del self.items[-1:]
'''

PIECES = ["(", ")", "[", "]", "{", "}", ":", ",", "=", "==", "+", "*", "**", "not ", " in ", " is ", "if ", "else ", "for ", "def ", "return ", "lambda ", "x", "1", "'", '"', "\n", "    ", "\t", "@", ".", ":=", "->", ";", "#", "\\", "yield ", "await "]


def parses(text):
    try:
        ast.parse(text)
        return True
    except SyntaxError:
        return False


def damaged(text, rng):
    at, piece = rng.randrange(len(text)), rng.choice(PIECES)
    return rng.choice([text[:at] + text[at + rng.randint(1, 6):], text[:at] + piece + text[at:], text[:at] + piece + text[at + 1:], text[:at]])


rng = random.Random(1)
functions = FUNCTIONS.strip("\n").split("\n===\n")
texts = [text for line in WRITTEN.strip("\n").split("\n") for text in line.split(";")] + BLOCKS.strip("\n").split("\n===\n") + functions
patterns = PATTERNS.strip("\n").split("\n")
matches = MATCHES.strip("\n").split("\n===\n")
texts_of_matching = [f"match x:\n    case {pattern}:\n        pass" for pattern in patterns] + matches
texts += [damaged(text, rng) for text in functions for _ in range(150)]
texts += texts_of_matching + [damaged(text, rng) for text in matches for _ in range(40)]
print(json.dumps({"about": f"Whether ast.parse accepts the text; CPython {platform.python_version()}; made by verdicts.py", "cases": [[t, parses(t)] for t in dict.fromkeys(texts)]}, indent=0))
