-- Space is short: first the gaps, then parts by their order; what the safety box says stays, sources
-- are numbered anew, a column that is left empty leaves its width to the other.
local report = footnote.report {
  api = 1, name = "fit", title = "Fit to one page", description = "A golden page.", lang = "en", fields = {},
}

local function lines(count)
  local out = {}
  for i = 1, count do
    out[i] = para("Line " .. i)
  end
  return out
end

function report.build()
  return document {
    title = report.title,
    fit = { pages = 1 },
    heading { level = 1, report.title },
    section { title = "What is my insert for?", para { restate "lift.raises" }, lines(12) },
    band {
      split = { 6, 6 },
      { section { title = "Week one", para(("These words use the width that is left over. "):rep(4)), lines(4) } },
      { section { drop = 4, title = "Week two", lines(22) } },
    },
    section { title = "Background", drop = 2, para { drop = 5, restate "cup.holds", " It goes with its section." },
      lines(6) },
    section { title = "More words", drop = 1, lines(8) },
    section { title = "Even more", drop = 1, lines(1) },
    para { drop = 9, "The last to go: ", restate "cup.soft" },
    sources {},
    box { kind = "safety", title = "Stop", icon = "stop", pin = "bottom", para "Call us today." },
  }
end

return report
