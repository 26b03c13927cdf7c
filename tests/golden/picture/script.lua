-- Pictures by width, by height, in a box of both, and by their own pixels.
local report = footnote.report {
  api = 1, name = "picture", title = "Pictures", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    para "By width, with a caption.",
    figure { picture = "ramp.png", width = 80, alt = "A ramp.", caption = "Red and green grow." },
    para "By height.",
    figure { picture = "ramp.png", height = 30, alt = "A small ramp." },
    para "As large as fits in both: it keeps its shape.",
    figure { picture = "steps.png", width = 40, height = 70, alt = "Eight steps." },
    para "As many points as its pixels ask for.",
    figure { picture = "steps.png", alt = "Eight steps again." },
  }
end

return report
