// The words of the boards in a language.
local languages = {
  en: import 'words/en.libsonnet',
  zh: import 'words/zh.libsonnet',
};

function(lang)
  if std.objectHas(languages, lang) then languages[lang]
  else error 'There are no words in `%s`; there are in %s.' % [lang, std.join(', ', std.objectFields(languages))]
