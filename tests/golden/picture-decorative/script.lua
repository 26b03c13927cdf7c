-- Figures that say nothing are artifacts: a picture and a drawing.
local report = footnote.report {
  api = 1, name = "picture-decorative", title = "Ornaments", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    figure { picture = "stripe.png", width = 43, decorative = true },
    para "Between.",
    figure { width = 100, height = 6, decorative = true,
      draw = function(canvas) canvas:move(0, 3):line(100, 3):paint { stroke = 2, dash = 4 } end },
    para "Behind.",
  }
end

return report
