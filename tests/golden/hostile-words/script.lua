-- Words that fit nowhere, spaces of every kind, accents that join, nothing at all.
local report = footnote.report {
  api = 1, name = "hostile-words", title = "Hostile words", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    band {
      { para { ("Abcdefghij"):rep(6) }, para { "a ", ("xyz-"):rep(30), " b" } },
      { para { "\u{A0}\u{A0}no\u{A0}break\u{A0}spaces\u{A0}all\u{A0}the\u{A0}way\u{A0}\u{A0}through" },
        para { "e\u{301}a\u{308}o\u{302}" }, para { "zero\u{200B}width and word\u{2060}joiner" } },
      { para { "  spaces   of    all kinds   " }, para "https://example.org/a/very/long/address/of/a/page" },
      split = { 3, 4, 5 } },
    para { lang("zz", "A language that nobody has rules for, 10 mg.") },
  }
end

return report
