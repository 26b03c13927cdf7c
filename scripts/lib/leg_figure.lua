-- Legs of different length with a lift under the shorter one (drawing Dr3), seen from behind: the
-- left leg stands on the left, as the patient sees their own. Never mirrored: the sides are drawn
-- where they belong.

local figures = require "lib.figures"
local labels = require "lib.labels"
local legs = require "lib.drawings.legs"
local spline = require "lib.spline"

local leg_figure = {}

local HALF_WIDE_MM, BOTTOM, TOP = 200, -4, 1042
local FACTOR, LOWEST, HIGHEST = 9, 36, 80 -- the lift's height over life, and its limits in mm
local NAME_GAP_PT = 5 -- between the middle and the names of the sides
local SIDES = { left = -1, right = 1 } -- which way from the middle of the picture

local function other(side)
  return side == "left" and "right" or "left"
end

-- One leg. `short`: by how much it is shorter and lifted, 0 for the other.
local function draw_leg(pen, side, short)
  local sign, shorten = SIDES[side], legs.shortened(short)
  local function shape(text, options, closed, stays)
    pen:shape(spline.moved(spline.path(text, closed), function(x, y)
      if not stays then
        x, y = shorten(x, y)
      end
      return sign * x, y
    end), options)
  end
  local outline, detail = { stroke = figures.OUTLINE }, { stroke = figures.DETAIL }
  shape(legs.toes, detail, false, true)
  shape(legs.outer, outline)
  shape(legs.inner, outline)
  shape(legs.heel, outline)
  shape(legs.knee, detail)
  for _, line in ipairs(legs.tendon) do
    shape(line, detail)
  end
  shape(legs.back, outline, false, true)
  shape(legs.shorts, { stroke = figures.STRUCTURE, fill = "white" }, true, true)
  if short > 0 then
    shape(legs.lift(short), { stroke = figures.STRUCTURE, hatch = true }, true, true)
  end
end

-- Floor, and the level of the hips.
local function draw_levels(pen)
  local left, floor = pen:at(-HALF_WIDE_MM, -2.5)
  local right = pen:at(HALF_WIDE_MM, -2.5)
  pen:segment(left, floor, right, floor, figures.STRUCTURE)
  local _, hip = pen:at(0, legs.HIP_LINE)
  pen:segment(left - 8, hip, right + 8, hip, figures.STRUCTURE, 5)
  for _, sign in pairs(SIDES) do
    local x, y = pen:at(sign * legs.HIP_X, legs.HIP_LINE)
    pen:segment(x, y, x, y, 4)
  end
end

-- Draws into a frame of options.width by options.height points. Options: shorter ("left" or
-- "right"), lift_mm, label_pt (12), texts: left, right, shorter, lift, hips.
function leg_figure.draw(canvas, options)
  local size, texts, shorter = options.label_pt or 12, options.texts, options.shorter
  local sign = SIDES[shorter]
  if not sign then
    error("the shorter leg must be \"left\" or \"right\"", 2)
  end
  local short = math.max(LOWEST, math.min(HIGHEST, FACTOR * options.lift_mm))
  local below = labels.height(1, size) + 6
  local scale = (options.height - below) / (TOP - BOTTOM)
  local pen = figures.pen(canvas, { width = options.width, scale = scale, top = 0,
    window = { -HALF_WIDE_MM, BOTTOM, HALF_WIDE_MM, TOP },
    left = options.width / 2 - HALF_WIDE_MM * scale })
  draw_leg(pen, shorter, short)
  draw_leg(pen, other(shorter), 0)
  draw_levels(pen)

  local label_side = shorter -- names stand outside the leg that they name
  local edge = pen:at(sign * HALF_WIDE_MM, 0) + sign * 4
  local room = shorter == "left" and edge or options.width - edge
  local function beside(text, x_mm, y_mm, rise_pt)
    local x, y = pen:at(sign * x_mm, y_mm)
    pen:side_label(text, { side = label_side, size = size, x = edge, y = y - rise_pt, to = { x, y },
      width = room })
  end
  beside(texts.shorter, 105, 400, 6)
  beside(texts.lift, 94, short / 2, size * 1.5)
  local hips_x, hips_y = pen:at(-sign * HALF_WIDE_MM, legs.HIP_LINE)
  local lines = labels.lines(texts.hips, shorter == "left" and options.width - hips_x - 12 or hips_x - 12,
    size)
  pen:words(hips_x - sign * 12, hips_y + labels.CAP * size / 2, lines,
    { size = size, align = shorter == "left" and "left" or "right" })
  for side, way in pairs(SIDES) do
    local x = pen:at(way * 95, 0)
    local half = labels.width(texts[side], size, true) / 2
    local apart = half + NAME_GAP_PT - math.abs(x - options.width / 2)
    pen:words(x + way * math.max(0, apart), options.height - labels.DESCENT * size, { texts[side] },
      { size = size, bold = true, align = "center" })
  end
end

return leg_figure
