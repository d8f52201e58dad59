;; Opens a file with the language server, prints its findings, applies the preferred fix of the first, and saves.
;; Environment: ROPE_LENS_FILE; ROPE_LENS_CONFIGURATION, the part of docs/editors.md for Emacs.
(package-initialize)
(require 'eglot)
;; Emacs has it since 29.
(unless (fboundp 'js-json-mode) (define-derived-mode js-json-mode js-mode "JSON"))
(with-temp-buffer
  (insert (getenv "ROPE_LENS_CONFIGURATION"))
  (eval-buffer))
(setq eglot-confirm-server-initiated-edits nil
      make-backup-files nil)
(find-file (getenv "ROPE_LENS_FILE"))
(js-json-mode)
(apply #'eglot--connect (eglot--guess-contact))
(let ((waited 0))
  (while (and (< waited 300) (null (flymake-diagnostics)))
    (accept-process-output nil 0.1)
    (setq waited (1+ waited))))
(let ((findings (flymake-diagnostics)))
  (dolist (finding findings)
    (let ((text (flymake-diagnostic-text finding)))
      (string-match "\\[\\(.*?\\)\\]" text)
      (princ (format "%d %s\n" (line-number-at-pos (flymake-diagnostic-beg finding)) (match-string 1 text)))))
  (let ((actions (eglot-code-actions (flymake-diagnostic-beg (car findings)) (flymake-diagnostic-end (car findings)))))
    (seq-doseq (action actions)
      (when (eq (plist-get action :isPreferred) t)
        (eglot--apply-workspace-edit (plist-get action :edit))))))
(save-buffer)
