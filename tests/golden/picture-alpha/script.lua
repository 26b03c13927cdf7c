-- A picture that lets the page show through at its edge.
local report = footnote.report {
  api = 1, name = "picture-alpha", title = "A disc", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    figure { picture = "disc.png", width = 60, alt = "A disc." },
    para "Behind.",
  }
end

return report
