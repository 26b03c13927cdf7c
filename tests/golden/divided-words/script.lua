-- Words divided at line ends, in both settings and two languages, across a change of face, with a
-- ligature, a hyphen of their own and a mark behind them: each is still found as a whole.
local report = footnote.report {
  api = 1, name = "divided-words", title = "Divided words", description = "A golden page.",
  lang = "en", fields = {},
}

local words = "Physiotherapists recommend strengthening exercises, rehabilitation programmes and "
  .. "comfortable footwear; musculoskeletal investigations are sufficiently straightforward and "
  .. "difficulties with well-fitting orthopaedic footwear officially affect understanding."

function report.build()
  return document {
    title = report.title, hyphenate = true, justified = true,
    heading { level = 1, report.title },
    band { split = { 3, 4, 5 },
      { para { words } },
      { para { setting = "ragged", words } },
      { para { "Notwithstanding ", bold "extraordinarily uncharacteristic", " symptomatology, ",
        restate "lift.raises", " internationalisation." },
        list { { "uncomplicated physiotherapeutic strengthening exercises" } } },
    },
  }
end

return report
