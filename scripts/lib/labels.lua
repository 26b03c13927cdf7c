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

-- The smallest n such that every n-th of the widths, centred `step` apart, leaves `gap` between.
function labels.every(widths, step, gap)
  local widest = 0
  for _, width in ipairs(widths) do
    widest = math.max(widest, width)
  end
  return math.max(1, math.ceil((widest + gap) / step - 1e-9))
end

return labels
