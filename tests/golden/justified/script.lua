-- Both margins straight: spaces within limits, lines that can't reach the edge stay short.
local report = footnote.report {
  api = 1, name = "justified", title = "Both margins straight", description = "A golden page.", lang = "en",
  fields = {},
}

local text = "Pain under the heel is common. The band of tissue under the foot is strained by running "
  .. "and by long hours of standing, on hard floors most of all. It heals slowly, over months and not "
  .. "weeks. A soft cup under the heel, good shoes and short exercises help most people; injections "
  .. "and operations are for the few who are not better after a year."

function report.build()
  return document {
    title = report.title, justified = true,
    heading { level = 1, report.title },
    para(text),
    para { setting = "ragged", "This one is ragged. ", text },
    para { role = "note", "Notes stay ragged as long as they do not ask for more. ", text },
    para { role = "note", setting = "justified", text },
    list { { text }, { "10 mg stay ", bold "together", ". ", text } },
    band { { para(text) }, { para { "Extraordinarily uncharacteristically long words." } } },
  }
end

return report
