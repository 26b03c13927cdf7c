-- A lift under a left and a right heel, in the handout's frame and in the large one.
local heel_figure = require "lib.heel_figure"

local report = footnote.report {
  api = 1, name = "figure-heel-lift", title = "Heel lift",
  description = "A golden page.", lang = "en", fields = {},
}

local texts = { tendon = "Achilles tendon", bone = "heel bone", fatpad = "soft pad",
  fascia = "band under foot", insert = "heel lift", height = "6 mm" }

local function drawn(options)
  options.texts = texts
  return figure { width = options.width, height = options.height, alt = options.alt,
    draw = function(canvas) heel_figure.draw(canvas, options) end }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    drawn { insert = "lift", side = "left", lift_mm = 6, width = 197, height = 209,
      alt = "Left heel, lift." },
    drawn { insert = "lift", side = "right", lift_mm = 6, width = 197, height = 209,
      alt = "Right heel, lift." },
    drawn { insert = "lift", side = "left", lift_mm = 12, width = 493, height = 220, label_pt = 18,
      alt = "Left heel, high lift." },
  }
end

return report
