-- Values of every type of field, as they come into the script and onto the page.
local report = footnote.report {
  api = 1, name = "patient-values", title = "Values", description = "A golden page.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", max = 60, required = true, personal = true },
    { name = "runs", type = "whole", min = 0, max = 14 },
    { name = "distance", type = "number", min = 0, max = 100, unit = "km" },
    { name = "side", type = "choice", "left", "right" },
    { name = "kinds", type = "list", "cup", "lift", "pad" },
    { name = "born", type = "date", max = "today" },
    { name = "seen", type = "yes_no" },
    { name = "phone", type = "phone" },
    { name = "paper", type = "choice", "a4", "letter", default = "a4" },
    { name = "left_out", type = "text" },
  },
}

function report.build(patient)
  local function row(name, text)
    return { name, { value(text) } }
  end
  return document {
    title = report.title,
    paper = patient.paper,
    heading { level = 1, report.title },
    table_of {
      columns = { { width = 120 }, { weight = 1 } },
      head = { "Field", "Value" },
      rows = {
        row("patient_name", patient.patient_name),
        row("runs", tostring(patient.runs)),
        row("distance", tostring(patient.distance)),
        row("side", patient.side),
        row("kinds", table.concat(patient.kinds, ", ")),
        row("born", patient.born),
        row("seen", patient.seen and "yes" or "no"),
        row("phone", patient.phone),
        row("left_out", type(patient.left_out)),
      },
      summary = "Fields and their values.",
    },
  }
end

return report
