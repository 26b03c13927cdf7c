-- More pixels than paper shows are made fewer: 300 an inch.
local report = footnote.report {
  api = 1, name = "picture-fine", title = "A fine picture", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    figure { picture = "fine.png", width = 48, alt = "A fine grid." },
    figure { picture = "fine.png", width = 24, alt = "A finer grid." },
    para "Behind.",
  }
end

return report
