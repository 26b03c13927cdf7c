-- A drawing with every kind of step, with and without a caption; one kept with what follows.
local report = footnote.report {
  api = 1, name = "figure", title = "Figures", description = "A golden page.", lang = "en",
  fields = {},
}

local function draw(canvas)
  canvas:rect(0.5, 0.5, 199, 99):paint { stroke = 1, fill = "white" }
  canvas:circle(50, 50, 20):paint { fill = "black" }
  canvas:move(90, 20):curve(110, 0, 130, 90, 150, 50):paint { stroke = 2 }
  canvas:move(160, 20):line(190, 20):line(175, 50):close():paint { stroke = 0.75, dash = 2 }
  canvas:text(100, 90, "centre", { size = 12, align = "center" })
  canvas:text(195, 75, "right", { size = 14, bold = true, align = "right" })
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    figure { width = 200, height = 100, alt = "Shapes.", draw = draw },
    para "Between.",
    figure { width = 200, height = 100, alt = "The same shapes.", draw = draw,
      caption = "A caption that is longer than the drawing is wide." },
    para "Behind.",
  }
end

return report
