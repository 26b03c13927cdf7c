-- Space is short: what stands again elsewhere is moved, not lost; a page to tear off comes with the week
-- that found no room, and is not counted.
local report = footnote.report {
  api = 1, name = "fit-moved", title = "Moved to fit", description = "A golden page.", lang = "en", fields = {},
}

local function lines(count)
  local out = {}
  for i = 1, count do
    out[i] = para("Line " .. i)
  end
  return out
end

local function gains(options)
  return section { title = "How can it help?", required = true, drop = options.drop,
    when_dropped = options.when_dropped, para { restate "lift.raises" } }
end

function report.build()
  return document {
    title = report.title,
    fit = { pages = 2, rule = "S18" },
    footer_right = "Page {page} of {pages}",
    heading { level = 1, report.title },
    gains { drop = 2 },
    section { title = "What do I do today?", lines(33) },
    page_break(),
    gains { when_dropped = 2 },
    band {
      split = { 6, 6 },
      { section { title = "Week one", lines(20) } },
      { section { title = "Week two", drop = 1, lines(32) },
        para { when_dropped = 1, "Beside it, where the second week stood: it uses the room." } },
    },
    lines(6),
    para { when_dropped = 3, "Nothing of order 3 was left out: never here." },
    sources {},
    group { tear_off = true, when_dropped = 1, heading "Two weeks, to tear off", lines(12) },
    group { tear_off = true, when_dropped = 9, heading "Never here", lines(2) },
  }
end

return report
