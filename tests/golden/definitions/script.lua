-- Words explained: terms in bold, lines behind the first indented, one column and two.
local report = footnote.report {
  api = 1, name = "definitions", title = "Words explained", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    definitions {
      { "orthotic", "an insert made for your foot" },
      { "tendon", "a cord that ties a muscle to a bone; the one behind your ankle is the thickest of ",
        "the body, and ", bold "slow to heal" },
      { { "foot ", symbol("full", "black") }, "a term may hold more than words" },
    },
    heading { level = 2, "In two columns" },
    definitions { columns = 2,
      { "one", "the first of four" }, { "two", "the second, with words that go over the end of "
        .. "its line" }, { "three", "the third" }, { "four", "the fourth" },
    },
    heading { level = 2, "With blocks" },
    definitions { { "steps", para "They stand below their term:", list { "one", "two" } } },
  }
end

return report
