-- A photograph whose camera lay on its side stands upright.
local report = footnote.report {
  api = 1, name = "picture-turned", title = "A photograph", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    figure { picture = "arrow.jpg", width = 40, alt = "An arrow that points up." },
    para "Behind.",
  }
end

return report
