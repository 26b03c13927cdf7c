-- Words on drawings and charts: how wide they are, where they break, which of a row can be printed.
--
-- All widths in points. Type is never made smaller to fit: a label is broken into lines, or every
-- n-th of a row is left out, and the caller gives the room that the answer asks for.

local labels = {}

labels.LINE = 1.2 -- from baseline to baseline, in type sizes
labels.CAP = 0.72 -- height of a capital letter
labels.DESCENT = 0.28 -- of a g below the baseline

-- The width of the widest line of a text.
function labels.width(text, size, bold)
  local widest = 0
  for line in (text .. "\n"):gmatch("(.-)\n") do
    if line ~= "" then
      widest = math.max(widest, footnote.text_width(line, { size = size, bold = bold }))
    end
  end
  return widest
end

-- The text's lines, broken at spaces so that none is wider than `width` where words allow it.
function labels.lines(text, width, size, bold)
  local lines = {}
  for paragraph in (text .. "\n"):gmatch("(.-)\n") do
    local line
    for word in paragraph:gmatch("%S+") do
      local longer = line and line .. " " .. word or word
      if line and labels.width(longer, size, bold) > width then
        lines[#lines + 1] = line
        longer = word
      end
      line = longer
    end
    lines[#lines + 1] = line
  end
  return lines
end

-- Height of so many lines, from the top of the capitals to the foot of the last g.
function labels.height(line_count, size)
  return ((line_count - 1) * labels.LINE + labels.CAP + labels.DESCENT) * size
end

-- Words centred at x inside a frame: where they stand when they must not leave it.
function labels.inside(x, wide, frame_wide)
  return math.max(wide / 2, math.min(frame_wide - wide / 2, x))
end

-- The smallest n such that words centred at every n-th place leave `gap` between one another.
function labels.every(places, widths, gap)
  for n = 1, #places do
    local is_clear, from = true, -math.huge
    for i = 1, #places, n do
      is_clear = is_clear and places[i] - widths[i] / 2 >= from
      from = places[i] + widths[i] / 2 + gap
    end
    if is_clear then
      return n
    end
  end
  return math.max(1, #places)
end

-- What is taken on a drawing, as boxes { left, right, top, bottom }.
local Boxes = {}
Boxes.__index = Boxes

function labels.boxes()
  return setmetatable({}, Boxes)
end

function Boxes:add(left, top, right, bottom)
  self[#self + 1] = { left = left, top = top, right = right, bottom = bottom }
end

-- Is nothing nearer than `gap` to this box?
function Boxes:is_free(left, top, right, bottom, gap)
  for _, box in ipairs(self) do
    if left < box.right + gap and box.left < right + gap and top < box.bottom + gap
      and box.top < bottom + gap then
      return false
    end
  end
  return true
end

return labels
