-- A band in a column of a band divides that column; tables and boxes fit into what is left.
local report = footnote.report {
  api = 1, name = "nested-bands", title = "Bands in bands", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    band {
      {
        section { title = "The wide column",
          para "A paragraph over the whole of it.",
          band {
            { para "The left half of the wide column, with words that wrap." },
            { box { kind = "plain", para "The right half, in a box." } },
          },
          para "Below the inner band.",
        },
      },
      {
        section { title = "The narrow column",
          band { { list { "one" } }, { list { "two" } }, split = { 6, 6 } },
          table_of { columns = { {}, { weight = 1 } }, rows = { { "a", "b" } },
            summary = "A small table." },
        },
      },
      split = { 8, 4 },
    },
    box { kind = "main", title = "Side by side in a box",
      band { { para "Left in the box." }, { para "Right in the box." } } },
  }
end

return report
