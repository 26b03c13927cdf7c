-- What no line end may part: doses, dates, ranges, names, phone numbers, what a script says.
local report = footnote.report {
  api = 1, name = "no-break", title = "Kept together", description = "A golden page.", lang = "en",
  fields = {},
}

-- Padded so that each would be torn at the line's end if it could be.
local function at_the_end(words)
  local lines = {}
  for n = 1, 5 do
    lines[n] = para { ("so "):rep(8 + n) .. words .. " and so on." }
  end
  return lines
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    band { { at_the_end "2 x 500 mg" }, { at_the_end "2 to 3 weeks" }, { at_the_end "page 3" } },
    band { { at_the_end "30 Mar–5 Apr" }, { at_the_end "01632 960 001" }, { at_the_end "Dr A. Sample" } },
    para { ("so "):rep(22), nobreak { "what ", bold "the script", " says" }, " and so on." },
    band { { para { nobreak "Kept together but wider than the line, so it parts at spaces all the same." } },
      { para { lang("pl", "Ból w stopie i pięcie, a także w kolanie i w biodrze.") } }, split = { 4, 8 } },
  }
end

return report
