-- Soft hyphens of the text: places to divide a word, seen nowhere else.
local report = footnote.report {
  api = 1, name = "soft-hyphens", title = "Soft hyphens", description = "A golden page.", lang = "en",
  fields = {},
}

local word = "electro\u{AD}encephalo\u{AD}graphic"

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    para { "Whole in the middle of a line: ", word, "." },
    band { { para { "An ", word, " examination, ", bold(word), ", ", word, "." } },
      { para { nobreak(word), " ", nobreak { "an ", word } } },
      { para { "\u{AD}Begins and ends with one\u{AD} \u{AD}" } }, split = { 3, 3, 6 } },
  }
end

return report
