-- The two sides of a sheet have the same gaps between their bands, though one has more slack.
local report = footnote.report {
  api = 1, name = "sheet", title = "Both sides alike", description = "A golden page.", lang = "en", fields = {},
}

local function side(count, lines)
  local out = {}
  for i = 1, count do
    local words = {}
    for k = 1, lines do
      words[k] = para("Line " .. k)
    end
    out[i] = section { title = "Part " .. i, words }
  end
  return out
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    side(6, 3),
    group { pin = "bottom", rule(), para "The front's foot." },
    side(7, 3),
    group { pin = "bottom", rule(), para "The back's foot." },
  }
end

return report
