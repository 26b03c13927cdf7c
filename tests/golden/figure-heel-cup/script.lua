-- A cup, a pad and an insole under a heel; a narrow frame breaks a label.
local heel_figure = require "lib.heel_figure"

local report = footnote.report {
  api = 1, name = "figure-heel-cup", title = "Cup, pad, insole",
  description = "A golden page.", lang = "en", fields = {},
}

local texts = { tendon = "Achilles tendon", bone = "heel bone", fatpad = "soft pad",
  fascia = "band under foot", insert = "heel cup", height = "6 mm" }

local function drawn(options)
  options.texts = texts
  return figure { width = options.width, height = options.height, alt = options.alt,
    draw = function(canvas) heel_figure.draw(canvas, options) end }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    drawn { insert = "cup", side = "right", width = 197, height = 209, alt = "Right heel, cup." },
    drawn { insert = "pad", side = "left", width = 180, height = 190, alt = "Left heel, pad." },
    drawn { insert = "insole", side = "left", width = 197, height = 209,
      alt = "Left heel, insole." },
  }
end

return report
