-- Divided words in three languages; names, headings and words kept together stay whole.
local report = footnote.report {
  api = 1, name = "hyphenation", title = "Divided words", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title, hyphenate = true, justified = true,
    heading { level = 1, report.title },
    band {
      { para "Physiotherapy, stretching exercises and comfortable footwear help considerably. "
          , para { "Names stay whole: Physiotherapy Sampletown; so do ",
          nobreak "rehabilitation and physiotherapy", ", said twice: rehabilitation." } },
      { para { lang("de", "Krankengymnastik und Schuheinlagen unterstützen die Behandlung der "
          .. "Plantarfasziitis; Stoßwellentherapie nur ausnahmsweise.") } },
      { para { lang("fr", "La physiothérapie et les semelles orthopédiques soulagent progressivement "
          .. "les douleurs inflammatoires.") },
        heading "Extraordinarily comfortable footwear" },
      split = { 4, 4, 4 } },
    para { setting = "ragged", "Ragged lines are divided more rarely, since their ends need not be "
      .. "even: considerable improvement, comfortable footwear, rehabilitation." },
  }
end

return report
