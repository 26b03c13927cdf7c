-- Letters with accents, typed as one character or as two, are the same glyphs.
local report = footnote.report {
  api = 1, name = "languages", title = "Languages", description = "Golden page.", lang = "en",
  fields = {},
}

local texts = {
  { "es", "¿Cuánto tiempo? Mañana, después de la cirugía: ñ á é í ó ú ü." },
  { "pl", "Zażółć gęślą jaźń. Źródło, ćwiczenia, ścięgno Achillesa." },
  { "de", "Übungen für die Ferse: größer, weiß, ä ö ü ß ẞ." },
  { "fr", "L’œuvre, garçon, où, naïve, être à l’aise." },
  { "el", "Ο πόνος στη φτέρνα: ά έ ή ί ό ύ ώ ΐ ΰ." },
  { "ru", "Боль в пятке: ё й щ ъ ы э ю я." },
  { "cs", "Příliš žluťoučký kůň úpěl ďábelské ódy." },
  { "vi", "Đau gót chân: ế ữ ợ ặ." },
}

-- The same letters as letter and accent.
local apart = {
  { "pl", "Zaz\u{307}o\u{301}\u{142}c\u{301} ge\u{328}s\u{301}la\u{328} jaz\u{301}n\u{301}." },
  { "es", "Man\u{303}ana, despue\u{301}s." },
  { "el", "\u{3b9}\u{308}\u{301} \u{3b1}\u{301}" },
  { "ru", "\u{438}\u{306} \u{435}\u{308}" },
}

function report.build()
  local blocks = { title = report.title, heading { level = 1, "Languages" } }
  for _, group in ipairs { texts, apart } do
    for _, text in ipairs(group) do
      blocks[#blocks + 1] = para { lang(text[1], text[2]) }
    end
  end
  return document(blocks)
end

return report
