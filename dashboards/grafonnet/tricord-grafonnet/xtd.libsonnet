// The part of jsonnet-libs' `xtd` that mixins import beside grafonnet: `ascii`, `array`, `string` and `camelcase`.
local between(char, first, last) =
  std.codepoint(char) >= std.codepoint(first) && std.codepoint(char) <= std.codepoint(last);

{
  local xtd = self,

  ascii: {
    isLower(char): between(char, 'a', 'z'),
    isUpper(char): between(char, 'A', 'Z'),
    isNumber(char): between(char, '0', '9'),
    // Digits and nothing else.
    isStringNumeric(string): std.all(std.map(self.isNumber, std.stringChars(string))),
    // What JSON takes for a number, e.g. `-1.5e3`.
    isStringJSONNumeric(string):
      local signed = if std.startsWith(string, '-') then string[1:] else string;
      local lower = std.asciiLower(signed);
      local split = std.splitLimit(lower, 'e', 1);
      local parts = std.splitLimit(split[0], '.', 1);
      local digits(text) = text != '' && xtd.ascii.isStringNumeric(text);
      local power(text) = digits(if std.member(['-', '+'], text[0:1]) then text[1:] else text);
      digits(parts[0])
      && (parts[0] == '0' || !std.startsWith(parts[0], '0'))
      && (std.length(parts) == 1 || digits(parts[1]))
      && (std.length(split) == 1 || power(split[1])),
  },

  array: {
    // Like `array[index:end:step]`, where negative places count from the end.
    slice(indexable, index, end=null, step=1):
      local length = std.length(indexable);
      local place(at) = if at < 0 then std.max(0, length + at) else at;
      indexable[place(index):if end == null then length else place(end):step],
    // `std.filterMap` whose functions take the place too.
    filterMapWithIndex(filter_func, map_func, arr): [
      map_func(i, arr[i])
      for i in std.range(0, std.length(arr) - 1)
      if filter_func(i, arr[i])
    ],
  },

  string: {
    // `std.split` that leaves a separator alone which follows the escape.
    splitEscape(str, c, escape='\\'):
      std.foldl(
        function(parts, part)
          local last = std.length(parts) - 1;
          if last >= 0 && std.endsWith(parts[last], escape)
          then parts[:last] + [std.substr(parts[last], 0, std.length(parts[last]) - std.length(escape)) + c + part]
          else parts + [part],
        std.split(str, c),
        []
      ),
  },

  camelcase: {
    // 'someJSONName' → ['some', 'JSON', 'Name'].
    split(src):
      local chars = std.stringChars(src);
      local at(i) = if i >= 0 && i < std.length(chars) then chars[i] else '';
      local kind(char) =
        if char == '' then 'none'
        else if xtd.ascii.isLower(char) then 'lower'
        else if xtd.ascii.isUpper(char) then 'upper'
        else if xtd.ascii.isNumber(char) then 'number'
        else 'other';
      local starts(i) =
        local here = kind(at(i));
        local before = kind(at(i - 1));
        if before == 'none' then true
        else if here == 'lower' then before != 'lower' && before != 'upper'
        else if here == 'upper' then before != 'upper' || kind(at(i + 1)) == 'lower'
        else here != before;
      std.foldl(
        function(words, i)
          if starts(i) then words + [chars[i]] else words[:std.length(words) - 1] + [words[std.length(words) - 1] + chars[i]],
        std.range(0, std.length(chars) - 1),
        []
      ),
    // 'some_name-here' → 'someNameHere'.
    toCamelCase(str, separators=['-', '_']):
      local words = std.filter(
        function(word) word != '',
        std.split(std.foldl(function(text, separator) std.strReplace(text, separator, ' '), separators, str), ' ')
      );
      local capital(word) = std.asciiUpper(word[0:1]) + word[1:];
      std.join('', [if i == 0 then words[i] else capital(words[i]) for i in std.range(0, std.length(words) - 1)]),
  },
}
