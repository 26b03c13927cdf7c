-- Boxes by the weight of their rule, and a callout with a rule on the left.
local report = footnote.report {
  api = 1, name = "callout", title = "Boxes and callouts", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    box { kind = "main", label = "The main thing", para "Start slowly." },
    para "A paragraph in front of the callout.",
    box { kind = "callout", title = "Good to know",
      para "A callout stands beside the running text, with a rule on its left side only.",
      list { "One thing.", "Another thing." } },
    para "A paragraph behind the callout.",
    box { kind = "callout", para "A callout of one line." },
    band {
      { box { kind = "callout", para "Callouts side by side are equally high." } },
      { box { kind = "callout", para { "This one has more lines, so that the other one's rule ",
        "has to grow until both end at the same height." } } },
    },
    box { kind = "plain", para "A plain box has a thin rule." },
    box { kind = "safety", title = "Stop", icon = "stop", para "A safety box has a heavy one." },
  }
end

return report
