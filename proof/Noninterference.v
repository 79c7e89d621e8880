(** Whole runs: termination-sensitive noninterference (semantics §4). *)

From Coq Require Import Bool List.
From Trapeze Require Import Labels Store Programs Semantics Observer Unwinding.
Import ListNotations.

Section Noninterference.
Context {F : Formulas} {K : Keys} {P : Policy} {C : Programs}.

(** ** What [l] sees of a step, of a run, of a run without end *)

(** Which visible thread moved; or that a hidden one released a value to [l]. A hidden step that releases nothing to [l] is not there. *)
Inductive move := Moved (p : pick) | ReleasedDown (target : label) (k : sink) (v : value).

Definition move_of (l : label) (p : pick) (e : effect) : option move :=
  match seen_pick l p with
  | Some q => Some (Moved q)
  | None => match seen_release l e with Some r => Some (ReleasedDown (declassifies_to (through r)) (into r) (what r)) | None => None end
  end.

Definition moves_of (l : label) (t : trace) : list move :=
  flat_map (fun '(p, e) => match move_of l p e with Some m => [m] | None => [] end) t.

Definition observed (l : label) (t : trace) : list output := flat_map (fun '(_, e) => seen_out l e) t.

(** What visible threads released, to whomever: whether and what. *)
Definition seen_decision (l : label) (p : pick) (e : effect) : list release :=
  match seen_pick l p, released e with Some _, Some r => [r] | _, _ => [] end.

Definition decided (l : label) (t : trace) : list release := flat_map (fun '(p, e) => seen_decision l p e) t.

(** ** Steps, by what [l] sees of them *)

Lemma silent_step : forall l s p e s', sound s -> step s p e s' -> move_of l p e = None ->
  l_equal l s' s /\ seen_out l e = [] /\ seen_decision l p e = [].
Proof.
  intros l s p e s' Hs H Hm; unfold move_of, seen_decision in *; destruct (seen_pick l p) eqn:Hp; [discriminate|].
  pose proof (hidden_step l s p e s' Hs H Hp) as Hh; destruct (seen_release l e); [discriminate | destruct Hh; auto].
Qed.

Lemma released_into_equal : forall l r1 r2 s1 s2, l_equal l s1 s2 ->
  declassifies_to (through r1) = declassifies_to (through r2) -> into r1 = into r2 -> what r1 = what r2 ->
  l_equal l (released_into r1 s1) (released_into r2 s2) /\ release_out r1 = release_out r2.
Proof.
  intros l r1 r2 s1 s2 [H1 H2 H3 H4] Et Ei Ew; split.
  - constructor; simpl; auto; unfold release_store, release_events; rewrite ?Et, Ei, Ew.
    + destruct (into r2); auto; unfold write; now apply same_view_put.
    + rewrite !filter_app, H3; reflexivity.
  - unfold release_out; now rewrite Ei, Ew.
Qed.

(** Two steps of which [l] sees the same end in l-equal states and put out the same. *)
Theorem steps_alike : forall l s1 s2 p1 e1 s1' p2 e2 s2', sound s1 -> sound s2 -> l_equal l s1 s2 ->
  step s1 p1 e1 s1' -> step s2 p2 e2 s2' -> move_of l p1 e1 = move_of l p2 e2 ->
  seen_out l e1 = seen_out l e2 /\ seen_decision l p1 e1 = seen_decision l p2 e2 /\ l_equal l s1' s2'.
Proof.
  intros l s1 s2 p1 e1 s1' p2 e2 s2' S1 S2 Heq H1 H2 Hm; unfold move_of, seen_decision in *.
  destruct (seen_pick l p1) as [q1|] eqn:P1, (seen_pick l p2) as [q2|] eqn:P2.
  - injection Hm as <-; destruct (visible_steps_agree l s1 s2 p1 e1 s1' p2 e2 s2' q1 Heq H1 H2 P1 P2) as (O & R & E).
    unfold seen_out; rewrite O, R; auto.
  - destruct (seen_release l e2); discriminate.
  - destruct (seen_release l e1); discriminate.
  - pose proof (hidden_step l s1 p1 e1 s1' S1 H1 P1) as A1; pose proof (hidden_step l s2 p2 e2 s2' S2 H2 P2) as A2.
    destruct (seen_release l e1) as [r1|], (seen_release l e2) as [r2|]; try discriminate; destruct A1 as [A1 O1], A2 as [A2 O2].
    + injection Hm as Et Ei Ew; destruct (released_into_equal l r1 r2 s1 s2 Heq Et Ei Ew) as [E O].
      split; [now rewrite O1, O2, O|]; split; [reflexivity|].
      eapply l_equal_trans; [exact A1|]; eapply l_equal_trans; [exact E|]; now apply l_equal_sym.
    + split; [now rewrite O1, O2|]; split; [reflexivity|].
      eapply l_equal_trans; [exact A1|]; eapply l_equal_trans; [exact Heq|]; now apply l_equal_sym.
Qed.

(** The sentence of semantics §4: every step of the one state, the other matches with one step, or none, so that the results are l-equal and
    [l] is shown the same; except a release to [l] from above it. *)
Theorem step_matched : forall l s1 s2 p1 e1 s1', sound s1 -> sound s2 -> l_equal l s1 s2 -> step s1 p1 e1 s1' ->
  (seen_pick l p1 = None -> seen_release l e1 = None) ->
  (move_of l p1 e1 = None /\ seen_out l e1 = [] /\ seen_decision l p1 e1 = [] /\ l_equal l s1' s2) \/
  (exists p2 e2 s2', step s2 p2 e2 s2' /\ move_of l p2 e2 = move_of l p1 e1 /\ seen_out l e2 = seen_out l e1 /\
     seen_decision l p2 e2 = seen_decision l p1 e1 /\ l_equal l s1' s2').
Proof.
  intros l s1 s2 p1 e1 s1' S1 S2 Heq H1 Hr; destruct (seen_pick l p1) as [q|] eqn:P1.
  - right; destruct (visible_step_possible l s1 s2 p1 e1 s1' q Heq H1 P1) as (p2 & e2 & s2' & H2 & P2).
    destruct (visible_steps_agree l s1 s2 p1 e1 s1' p2 e2 s2' q Heq H1 H2 P1 P2) as (O & R & E).
    exists p2, e2, s2'; unfold move_of, seen_out, seen_decision; rewrite P1, P2, O, R; auto 12.
  - left; assert (M : move_of l p1 e1 = None) by (unfold move_of; now rewrite P1, (Hr eq_refl)).
    destruct (silent_step l s1 p1 e1 s1' S1 H1 M) as (E & O & D); refine (conj M (conj O (conj D _))).
    eapply l_equal_trans; eassumption.
Qed.

(** ** Runs *)

Lemma run_silent : forall l s t s', sound s -> run s t s' -> moves_of l t = [] -> l_equal l s' s /\ observed l t = [] /\ decided l t = [].
Proof.
  intros l s t s' Hs H; induction H as [s | s p e s' t s'' H H' IH]; intros Hm; [auto using l_equal_refl|].
  simpl in Hm; destruct (move_of l p e) eqn:M; [discriminate|].
  destruct (silent_step l s p e s' Hs H M) as (E & O & D); destruct (IH (step_sound _ _ _ _ Hs H) Hm) as (E' & O' & D').
  split; [eapply l_equal_trans; eassumption|]; simpl; now rewrite O, O', D, D'.
Qed.

(** The first visible move of a run, with the hidden steps before it. *)
Lemma run_first_move : forall l s t s' m ms, sound s -> run s t s' -> moves_of l t = m :: ms ->
  exists sa p e sb t', l_equal l sa s /\ sound sa /\ step sa p e sb /\ move_of l p e = Some m /\ run sb t' s' /\ moves_of l t' = ms /\
    observed l t = seen_out l e ++ observed l t' /\ decided l t = seen_decision l p e ++ decided l t'.
Proof.
  intros l s t s' m ms Hs H; induction H as [s | s p e s' t s'' H H' IH]; intros Hm; [discriminate|].
  simpl in Hm; destruct (move_of l p e) eqn:M.
  - injection Hm as -> Hm; exists s, p, e, s', t; split; [apply l_equal_refl | auto 12].
  - destruct (silent_step l s p e s' Hs H M) as (E & O & D).
    destruct (IH (step_sound _ _ _ _ Hs H) Hm) as (sa & p' & e' & sb & t' & Ea & Sa & Hst & M' & Hr & Hms & Ho & Hd).
    exists sa, p', e', sb, t'; split; [eapply l_equal_trans; eassumption|]; simpl; rewrite O, D; auto 12.
Qed.

(** Theorem 3a: noninterference given equal released values. Take two l-equal states, any run of the one and any run of the other, in which
    the visible threads take turns alike and hidden ones release the same values to [l], at the same places among the visible turns.
    Then [l] observes the same, and the states at the end are l-equal: whatever else hidden threads do, and however often. *)
Theorem noninterference_given_releases : forall l s1 t1 s1' s2 t2 s2', sound s1 -> sound s2 -> l_equal l s1 s2 ->
  run s1 t1 s1' -> run s2 t2 s2' -> moves_of l t1 = moves_of l t2 ->
  observed l t1 = observed l t2 /\ decided l t1 = decided l t2 /\ l_equal l s1' s2'.
Proof.
  intros l s1 t1 s1' s2 t2 s2' S1 S2 Heq R1; revert s2 t2 S2 Heq.
  induction R1 as [s1 | s1 p e s1' t1 s1'' H R IH]; intros s2 t2 S2 Heq R2 Hm.
  - symmetry in Hm; simpl in Hm; destruct (run_silent l s2 t2 s2' S2 R2 Hm) as (E & O & D).
    split; [now rewrite O|]; split; [now rewrite D|]; eapply l_equal_trans; [exact Heq | now apply l_equal_sym].
  - pose proof (step_sound _ _ _ _ S1 H) as S1'; simpl in Hm; destruct (move_of l p e) as [m|] eqn:M.
    + symmetry in Hm; simpl in Hm.
      destruct (run_first_move l s2 t2 s2' m _ S2 R2 Hm) as (sa & p' & e' & sb & t' & Ea & Sa & Hst & M' & Hr & Hms & Ho & Hd).
      assert (Heq' : l_equal l s1 sa) by (eapply l_equal_trans; [exact Heq | now apply l_equal_sym]).
      destruct (steps_alike l s1 sa p e s1' p' e' sb S1 Sa Heq' H Hst) as (O & D & E); [congruence|].
      destruct (IH S1' sb t' (step_sound _ _ _ _ Sa Hst) E Hr) as (O' & D' & E'); [congruence|].
      simpl; rewrite Ho, Hd, O, O', D, D'; auto.
    + destruct (silent_step l s1 p e s1' S1 H M) as (E & O & D).
      destruct (IH S1' s2 t2 S2) as (O' & D' & E'); auto; [eapply l_equal_trans; eassumption|].
      simpl; rewrite O, D; auto.
Qed.

(** A run in which values are released to [l] from outside, beside what the threads do; none of these releases down to [l] by itself. *)
Inductive run_given (l : label) : state -> list move -> list output -> state -> Prop :=
| StopGiven : forall s, run_given l s [] [] s
| GoGiven : forall s p e s' ms os s'', step s p e s' -> (seen_pick l p = None -> seen_release l e = None) -> run_given l s' ms os s'' ->
    run_given l s (match move_of l p e with Some m => m :: ms | None => ms end) (seen_out l e ++ os) s''
| Given : forall s r ms os s'', run_given l (released_into r s) ms os s'' ->
    run_given l s (ReleasedDown (declassifies_to (through r)) (into r) (what r) :: ms) (filter (sees_output l) (release_out r) ++ os) s''.

(** Theorem 3b: [l] learns the released values and no more. Every run of one state, declassifiers and all, has a run of any l-equal state that
    shows [l] the same, if it is given the values that hidden threads of the first released to [l]. *)
Theorem nothing_but_the_releases : forall l s1 t1 s1' s2, sound s1 -> sound s2 -> l_equal l s1 s2 -> run s1 t1 s1' ->
  exists s2', run_given l s2 (moves_of l t1) (observed l t1) s2' /\ l_equal l s1' s2'.
Proof.
  intros l s1 t1 s1' s2 S1 S2 Heq R1; revert s2 S2 Heq.
  induction R1 as [s1 | s1 p e s1' t1 s1'' H R IH]; intros s2 S2 Heq; [exists s2; auto using StopGiven|].
  pose proof (step_sound _ _ _ _ S1 H) as S1'; simpl.
  assert ((seen_pick l p = None -> seen_release l e = None) \/ (exists r, seen_pick l p = None /\ seen_release l e = Some r))
    as [Hr | (r & P1 & Hr)].
  { destruct (seen_pick l p); [left; discriminate|]; destruct (seen_release l e) as [r|]; eauto. }
  - destruct (step_matched l s1 s2 p e s1' S1 S2 Heq H Hr) as [(M & O & D & E) | (p2 & e2 & s2' & H2 & M & O & D & E)].
    + destruct (IH S1' s2 S2 E) as (s2' & R2 & E2); exists s2'; rewrite M, O; auto.
    + destruct (IH S1' s2' (step_sound _ _ _ _ S2 H2) E) as (s2'' & R2 & E2); exists s2''; split; [|exact E2].
      rewrite <- M, <- O.
      replace (match move_of l p2 e2 with Some m => [m] | None => [] end ++ moves_of l t1)
        with (match move_of l p2 e2 with Some m => m :: moves_of l t1 | None => moves_of l t1 end) by now destruct (move_of l p2 e2).
      apply GoGiven with s2'; auto; intros P2.
      destruct (seen_release l e2) as [r|] eqn:Hr2; [|reflexivity].
      unfold move_of in M; rewrite P2, Hr2 in M.
      destruct (seen_pick l p) eqn:P1; [discriminate|]; rewrite (Hr eq_refl) in M; discriminate.
  - pose proof (hidden_step l s1 p e s1' S1 H P1) as Hh; rewrite Hr in Hh; destruct Hh as [E O].
    destruct (released_into_equal l r r s1 s2 Heq eq_refl eq_refl eq_refl) as [E' _].
    assert (S2' : sound (released_into r s2)) by exact S2.
    destruct (IH S1' (released_into r s2) S2') as (s2' & R2 & E2); [eapply l_equal_trans; eassumption|].
    exists s2'; split; [|exact E2]; unfold move_of; rewrite P1, Hr, O; simpl; now apply Given.
Qed.

(** ** Where no declassifier leads down to [l] *)

(** Whoever may use a declassifier into [l] is seen by [l] anyhow. It is so where there is no declassifier, or none into [l]. *)
Definition no_way_down (l : label) : Prop :=
  forall d from, declassifies_to d ⊑ l -> within_bounds d from = true -> from ⊑ l.

Lemma nothing_released_down : forall l s p e s', no_way_down l -> step s p e s' -> seen_pick l p = None -> seen_release l e = None.
Proof.
  intros l s p e s' Hn H Hp; apply step_inv in H as [_ H]; destruct p as [b v a | b x a]; simpl in Hp.
  - destruct H as [_ ->]; destruct (start_effect (stored_in s) v) as (_ & _ & _ & E); unfold seen_release; now rewrite E.
  - destruct (sees_activation l x) eqn:V; [discriminate|]; destruct H as (i & _ & ->); unfold seen_release.
    destruct (released _) as [r|] eqn:E; [|reflexivity]; destruct (flows _ l) eqn:T; [|reflexivity].
    apply released_within in E as (_ & W & _); apply (Hn _ _ T) in W; unfold sees_activation in V; congruence.
Qed.

Lemma move_none_or_seen : forall l s p e s', no_way_down l -> step s p e s' -> seen_pick l p = None -> move_of l p e = None.
Proof. intros l s p e s' Hn H Hp; unfold move_of; now rewrite Hp, (nothing_released_down l s p e s' Hn H Hp). Qed.

(** Theorem 3c: termination-sensitive noninterference. Every run of one state has a run of the other in which the visible threads take the
    same turns, [l] observes the same, and the end is l-equal. The states are any two l-equal ones, so it goes both ways. *)
Theorem termination_sensitive_noninterference : forall l s1 t1 s1' s2, no_way_down l -> sound s1 -> sound s2 -> l_equal l s1 s2 ->
  run s1 t1 s1' ->
  exists t2 s2', run s2 t2 s2' /\ moves_of l t2 = moves_of l t1 /\ observed l t2 = observed l t1 /\
    decided l t2 = decided l t1 /\ l_equal l s1' s2'.
Proof.
  intros l s1 t1 s1' s2 Hn S1 S2 Heq R1; revert s2 S2 Heq.
  induction R1 as [s1 | s1 p e s1' t1 s1'' H R IH]; intros s2 S2 Heq.
  - exists [], s2; auto using Stop.
  - pose proof (step_sound _ _ _ _ S1 H) as S1'.
    destruct (step_matched l s1 s2 p e s1' S1 S2 Heq H (nothing_released_down l s1 p e s1' Hn H))
      as [(M & O & D & E) | (p2 & e2 & s2' & H2 & M & O & D & E)].
    + destruct (IH S1' s2 S2 E) as (t2 & s2' & R2 & M2 & O2 & D2 & E2); exists t2, s2'; simpl; rewrite M, O, D; auto.
    + destruct (IH S1' s2' (step_sound _ _ _ _ S2 H2) E) as (t2 & s2'' & R2 & M2 & O2 & D2 & E2).
      exists ((p2, e2) :: t2), s2''; simpl; rewrite M, O, D, M2, O2, D2; split; [now apply Go with s2' | auto].
Qed.

(** ** Runs without end *)

(** What [l] sees, tick by tick, for ever. At a tick a thread moves, hidden or not, or nothing happens; so a run that ends, one that is
    stuck and one that is never scheduled again are runs without end too, in which nothing happens any more. *)
CoInductive ticks := Tick (m : option move) (os : list output) (later : ticks).

CoInductive behaves (l : label) : state -> ticks -> Prop :=
| Moves : forall s p e s' ts, step s p e s' -> behaves l s' ts -> behaves l s (Tick (move_of l p e) (seen_out l e) ts)
| Waits : forall s ts, behaves l s ts -> behaves l s (Tick None [] ts).

(** Theorem 3d: the same for ever. What [l] can see of the one state, whether its hidden threads return, crash or never end, [l] can see of
    the other, tick by tick. *)
Theorem noninterference_for_ever : forall l s1 s2 ts, no_way_down l -> sound s1 -> sound s2 -> l_equal l s1 s2 ->
  behaves l s1 ts -> behaves l s2 ts.
Proof.
  intros l s1 s2 ts Hn; revert s1 s2 ts; cofix Later; intros s1 s2 ts S1 S2 Heq Hb.
  destruct Hb as [s1 p e s1' ts H Hb | s1 ts Hb].
  - pose proof (step_sound _ _ _ _ S1 H) as S1'.
    destruct (step_matched l s1 s2 p e s1' S1 S2 Heq H (nothing_released_down l s1 p e s1' Hn H))
      as [(M & O & D & E) | (p2 & e2 & s2' & H2 & M & O & D & E)].
    + rewrite M, O; apply Waits; exact (Later s1' s2 ts S1' S2 E Hb).
    + rewrite <- M, <- O; eapply Moves; [exact H2|]; exact (Later s1' s2' ts S1' (step_sound _ _ _ _ S2 H2) E Hb).
  - apply Waits; exact (Later s1 s2 ts S1 S2 Heq Hb).
Qed.

(** Theorem 3e: progress. Whether a visible thread can move does not depend on hidden ones: no hidden thread can block it or wake it. *)
Theorem progress : forall l s1 s2 q, l_equal l s1 s2 ->
  (exists p e s', step s1 p e s' /\ seen_pick l p = Some q) <-> (exists p e s', step s2 p e s' /\ seen_pick l p = Some q).
Proof.
  intros l s1 s2 q Heq; split; intros (p & e & s' & H & Hp).
  - eapply visible_step_possible; eassumption.
  - eapply visible_step_possible; [apply l_equal_sym; exact Heq | eassumption | eassumption].
Qed.

(** ** Erasure *)

(** The state with everything taken out that [l] may not see. What channels bring above [l] may be anything else. *)
Definition erase (l : label) (other : channel -> nat -> value) (s : state) : state :=
  State (erase_store l (stored_in s)) (filter (sees_activation l) (activations s)) (filter (sees_event l) (events s))
    (fun ch n => if flows (channel_answers ch) l then brings s ch n else other ch n).

Theorem erase_l_equal : forall l other s, l_equal l (erase l other s) s.
Proof.
  intros l other s; constructor; simpl; auto using erase_store_same_view; try (now apply filter_idle).
  intros ch Hc n; now rewrite Hc.
Qed.

Lemma erase_sound : forall l other s, sound s -> sound (erase l other s).
Proof. intros l other s H a Ha; apply filter_In in Ha as [Ha _]; now apply H. Qed.

(** Theorem 2: erasure commutes with steps. A step is, after erasure, the same step or none; and what the erased state can do, the whole one
    can. So a visible thread runs as if there were nothing above it: no hidden facet, event or activation. *)
Theorem erasure : forall l other s p e s', no_way_down l -> sound s -> step s p e s' ->
  (move_of l p e = None /\ seen_out l e = [] /\ l_equal l (erase l other s') (erase l other s)) \/
  (exists p' e' s'', step (erase l other s) p' e' s'' /\ move_of l p' e' = move_of l p e /\ seen_out l e' = seen_out l e /\
     l_equal l s'' (erase l other s')).
Proof.
  intros l other s p e s' Hn Hs H.
  assert (Heq : l_equal l s (erase l other s)) by (apply l_equal_sym, erase_l_equal).
  destruct (step_matched l s (erase l other s) p e s' Hs (erase_sound l other s Hs) Heq H (nothing_released_down l s p e s' Hn H))
    as [(M & O & D & E) | (p2 & e2 & s2' & H2 & M & O & D & E)].
  - left; refine (conj M (conj O _)); eapply l_equal_trans; [apply erase_l_equal | exact E].
  - right; exists p2, e2, s2'; refine (conj H2 (conj M (conj O _))).
    eapply l_equal_trans; [apply l_equal_sym; exact E | apply l_equal_sym, erase_l_equal].
Qed.

Theorem erasure_of_runs : forall l other s, no_way_down l -> sound s ->
  (forall t s', run s t s' -> exists t' s'', run (erase l other s) t' s'' /\ observed l t' = observed l t /\ l_equal l s'' s') /\
  (forall t s', run (erase l other s) t s' -> exists t' s'', run s t' s'' /\ observed l t' = observed l t /\ l_equal l s'' s').
Proof.
  intros l other s Hn Hs; pose proof (erase_sound l other s Hs) as Hs'; pose proof (erase_l_equal l other s) as E; split; intros t s' R.
  - destruct (termination_sensitive_noninterference l s t s' (erase l other s) Hn Hs Hs' (l_equal_sym _ _ _ E) R)
      as (t' & s'' & R' & _ & O & _ & E'); eauto 6 using l_equal_sym.
  - destruct (termination_sensitive_noninterference l (erase l other s) t s' s Hn Hs' Hs E R)
      as (t' & s'' & R' & _ & O & _ & E'); eauto 6 using l_equal_sym.
Qed.

End Noninterference.
