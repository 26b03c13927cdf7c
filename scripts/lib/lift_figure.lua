-- The lift under the heel and its height (drawing Dr2): a bare foot on a wedge, larger than life.
--
-- The height that is printed is the real one; the picture shows it several times higher, so the
-- caption must say so. A right foot is the mirror image of a left one.

local figures = require "lib.figures"
local foot = require "lib.drawings.foot"
local labels = require "lib.labels"
local spline = require "lib.spline"

local lift_figure = {}

local LEFT, BOTTOM, RIGHT = -4, -3, 266 -- of the model, in mm
local FACTOR, LOWEST, HIGHEST = 4.5, 0.062, 0.23 -- how much higher than life, and its limits
local MEASURE_GAP_PT, WORDS_GAP_PT, TENDON_GAP_PT = 9, 6, 14

local function wedge(tangent)
  local function sole(x) return foot.sole_height(tangent, x) end
  return ("259,-.8,l 259,%f,c 250,%f 238,%f 212,%f 194,%f 170,%f 145,%f 120,.8,l 120,-.8,l"):format(
    sole(259) + 1.4, sole(250) + 0.6, sole(238) - 0.3, sole(212) - 0.3, sole(194) - 2,
    sole(170) * 0.78, sole(145) * 0.5)
end

local function draw_foot(pen, tangent)
  local raise = foot.raise(tangent)
  local function raised(text, closed)
    return spline.moved(spline.path(text, closed), raise)
  end
  pen:shape(spline.path "-4,-.8,l 266,-.8", { stroke = figures.STRUCTURE })
  pen:shape(raised(foot.fat_pad, true), { dots = true })
  pen:shape(raised(foot.heel_bone, true), { stroke = figures.OUTLINE, fill = "white" })
  pen:shape(raised(foot.tendon, true), { stroke = figures.STRUCTURE, fill = "white" })
  for _, fibre in ipairs(foot.tendon_fibres) do
    pen:shape(raised(fibre), { stroke = figures.DETAIL })
  end
  pen:shape(raised(foot.skin), { stroke = figures.OUTLINE })
  pen:shape(raised(foot.toenail), { stroke = figures.DETAIL })
  pen:shape(raised(foot.toe_crease), { stroke = figures.DETAIL })
  pen:shape(spline.path(wedge(tangent), true), { stroke = figures.STRUCTURE, hatch = true })
end

-- The height of the wedge behind the heel: an arrow between two short lines, and the words.
local function draw_measure(pen, tangent, text, size)
  local x, low = pen:at(259, -0.8)
  local _, high = pen:at(259, foot.sole_height(tangent, 259) + 1.4)
  local arrow_x = x + MEASURE_GAP_PT
  pen:segment(x + 3, high, arrow_x + 4, high, figures.DETAIL)
  pen:segment(x + 3, low, arrow_x + 4, low, figures.DETAIL)
  pen:measure(arrow_x, high, low)
  pen:words(arrow_x + WORDS_GAP_PT, (high + low) / 2 + labels.CAP * size / 2, { text },
    { size = size, bold = true })
end

-- Draws into a frame of options.width by options.height points. Options: lift_mm, foot_length_mm,
-- side, label_pt (12), texts: tendon, bone, insert, height.
function lift_figure.draw(canvas, options)
  local size, texts = options.label_pt or 12, options.texts
  local tangent = foot.drawn_tangent(options.lift_mm, options.foot_length_mm, FACTOR, LOWEST, HIGHEST)
  local raise = foot.raise(tangent)
  local _, top = raise(200, foot.TOP)
  local below = labels.height(1, size) + 12
  local beside = MEASURE_GAP_PT + WORDS_GAP_PT + labels.width(texts.height, size, true) + 4
  local back_mm = raise(253, 74) - LEFT
  local tendon_wide = labels.width(texts.tendon:gsub(" ", "\n"), size) + TENDON_GAP_PT + 1
  local scale = math.min((options.width - beside) / (RIGHT - LEFT), (options.width - tendon_wide) / back_mm,
    (options.height - below) / (top + 1 - BOTTOM))
  local wide = math.max((RIGHT - LEFT) * scale + beside, back_mm * scale + tendon_wide)
  local pen = figures.pen(canvas, {
    width = options.width, mirror = options.side == "right", scale = scale,
    window = { LEFT, BOTTOM, RIGHT, top + 1 }, left = (options.width - wide) / 2,
    top = options.height - below - (top + 1 - BOTTOM) * scale,
  })
  draw_foot(pen, tangent)
  draw_measure(pen, tangent, texts.height, size)
  local function at(x, y)
    return { pen:at(raise(x, y)) }
  end
  local bone, tendon = at(205, 50), at(241, 118)
  local front_x, front_y = pen:at(raise(92, 56))
  pen:side_label(texts.bone, { side = "left", size = size, to = bone, x = front_x - 2,
    y = math.max(size, front_y - 3 * size), width = front_x })
  local back_x = pen:at(raise(253, 74))
  pen:side_label(texts.tendon, { side = "right", size = size, to = tendon, x = back_x + TENDON_GAP_PT,
    y = math.max(tendon[2], labels.height(2, size) / 2), width = options.width - back_x - TENDON_GAP_PT })
  local _, middle = pen:at(0, foot.sole_height(tangent, 205) / 2)
  local wedge_x = pen:at(205, 0)
  pen:label_row({ { text = texts.insert, to = { wedge_x, middle } } },
    { size = size, bottom = options.height, gap = 6 })
end

return lift_figure
