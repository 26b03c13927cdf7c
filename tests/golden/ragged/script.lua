-- Ragged lines: as few as can be, even, no lone last word, no first word of a sentence at an end.
local report = footnote.report {
  api = 1, name = "ragged", title = "Ragged lines", description = "A golden page.", lang = "en",
  fields = {},
}

local text = "Pain under the heel is common. The band of tissue under the foot is strained by running "
  .. "and by long hours of standing. It heals slowly, over months and not weeks. A soft cup under the "
  .. "heel and short exercises help most people. I walk each day."

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    para(text),
    band { { para(text) }, { heading "A heading of seven words over two lines", para(text) } },
    band { { para(text) }, { para "It can ease pain. It does not fix the cause." },
      { para "One." }, split = { 3, 3, 6 } },
    para { bold "Words ", "of ", bold "several", " faces ", bold "and marks behind the last word of a line, ",
      restate "lift.raises", " ", restate "cup.holds" },
    sources {},
  }
end

return report
