-- The table of treatments: what each is, what it may do, what it may cause, and which are offered.
--
-- Three rows are always there to compare (HANDOUT specification, section 5); others come in when the
-- clinician offers them, and are named in one line otherwise.

local intake = require "lib.intake"

local treatments = {}

-- field value, wording group, always a row
local kinds = {
  { "exercises", "treat.exercises", true },
  { "insole", "treat.insole", true },
  { "pain_medicine", "treat.medicine", true },
  { "laser", "treat.laser" },
  { "ultrasound_treatment", "treat.ultrasound" },
  { "iontophoresis", "treat.iontophoresis" },
  { "cryotherapy", "treat.cryotherapy" },
}

local function row(group, offered)
  return {
    { restate(group .. ".name") },
    { restate(group .. ".what") },
    { restate(group .. ".help") },
    { restate(group .. ".cause") },
    { symbol(offered and "ticked" or "box", words(offered and "check.ticked" or "check.empty")) },
  }
end

function treatments.section(patient)
  local rows, others = {}, false
  for _, kind in ipairs(kinds) do
    local offered = intake.has(patient.treatments_offered, kind[1])
    if offered or kind[3] then
      rows[#rows + 1] = row(kind[2], offered)
    else
      others = true
    end
  end
  local what = patient.large_print and "" or words("treat.head.treatment") -- stacked: named by itself
  return section {
    title = words("heading.treatments"),
    aside = words("heading.treatments.note"),
    required = true,
    table_of {
      style = "plain",
      columns = { {}, {}, {}, {}, { align = "center" } },
      head = { what, words("treat.head.what"), words("treat.head.help"), words("treat.head.cause"),
        words("treat.head.for_me") },
      rows = rows,
      summary = words("treat.summary"),
    },
    others and para {
      role = "note", restate "treat.other", line_break(), restate "treat.nothing_yet",
    } or para { role = "note", restate "treat.nothing_yet" },
  }
end

return treatments
