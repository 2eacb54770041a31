"""Constants of characters, and templates."""
whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class Template:
    """Text in which $name and ${name} are replaced."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Pairs (literal text, name or None, what stood there); name '' is an error."""
        text, at = self.template, 0
        while (found := text.find(self.delimiter, at)) >= 0:
            literal = text[at:found]
            after = found + 1
            if text.startswith(self.delimiter, after):
                yield literal + self.delimiter, None, ""
                at = after + 1
                continue
            brace = text.startswith("{", after)
            start = end = after + brace
            while end < len(text) and text[end].isascii() and (text[end] == "_" or text[end].isalnum()):
                end += 1
            name = text[start:end]
            good = name and not name[0].isdigit() and (not brace or text.startswith("}", end))
            at = end + (1 if brace else 0) if good else after
            yield literal, name if good else "", (found, text[found:at])
        yield text[at:], None, ""

    def _fail(self, at):
        lines = self.template[:at].splitlines(keepends=True)
        column = at - len("".join(lines[:-1])) + 1 if lines else 1
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (len(lines) or 1, column))

    def _fill(self, mapping, kws, safe):
        out = []
        for literal, name, place in self._parts():
            out.append(literal)
            if name is None:
                continue
            if not name:
                if not safe:
                    self._fail(place[0])
                out.append(place[1])
            elif name in kws:
                out.append(str(kws[name]))
            elif safe and name not in mapping:
                out.append(place[1])
            else:
                out.append(str(mapping[name]))
        return "".join(out)

    def substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, True)

    def get_identifiers(self):
        seen = []
        for _, name, _ in self._parts():
            if name and name not in seen:
                seen.append(name)
        return seen

    def is_valid(self):
        return all(name != "" for _, name, _ in self._parts())
