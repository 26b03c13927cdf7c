-- Main, safety and plain boxes: label, icon, title; a box pinned to the foot of its page.
local report = footnote.report {
  api = 1, name = "boxes", title = "Boxes", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    box { kind = "main", label = "The main thing",
      para { role = "main", "Start slowly.", line_break(), "Do not go for a long run yet." } },
    para "Between the boxes.",
    box { kind = "safety", icon = "stop", title = "Stop and call us if you get",
      list { columns = 2, "a new ache", "a blister", "pain of 6 or more", "numb toes" } },
    box { kind = "plain", title = "Plain", icon = "clock", para "Words in a plain box." },
    para "Behind the boxes.",
    box { kind = "safety", pin = "bottom", para "At the foot of the first page." },
    page_break(),
    para "On the second page.",
    group { pin = "bottom", rule(), para { role = "strip", "At the foot of the second page. ",
      symbol("box", "tick"), " Signed ", symbol { "line", width = 80, alt = "signature" } } },
  }
end

return report
